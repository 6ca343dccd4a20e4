# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'recall against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: what guidance buys and costs' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'recall[fashion-mnist-classifier]   (higher is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',12' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.95296 0.797 0.75489507 0.83910493
1.45296 0.7308 0.68130405 0.78029595
1.95296 0.6804 0.61530178 0.74549822
2.95296 0.5748 0.52409791 0.62550209
4.95296 0.4734 0.42722009 0.51957991
7.95296 0.4104 0.33573858 0.48506142
EOD
$c1 << EOD
1 0.797 0.75489507 0.83910493
1.5 0.7776 0.73538235 0.81981765
2 0.77 0.72740986 0.81259014
3 0.7514 0.70697144 0.79582856
5 0.7334 0.6655514 0.8012486
8 0.706 0.64805598 0.76394402
EOD
$c2 << EOD
1.04704 0.797 0.75489507 0.83910493
1.54704 0.823 0.77497333 0.87102667
2.04704 0.8354 0.79226217 0.87853783
3.04704 0.826 0.77933995 0.87266005
5.04704 0.819 0.72565621 0.91234379
8.04704 0.5126 0.21329447 0.81190553
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.2' 0.20000000000000001, '0.3' 0.30000000000000004, '0.4' 0.40000000000000002, '0.5' 0.5, '0.6' 0.60000000000000009, '0.7' 0.70000000000000007, '0.8' 0.80000000000000004, '0.9' 0.90000000000000002)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8)
set xrange [0.58:8.42]
set yrange [0.17135151:0.95428675]
set arrow from graph 1.02, graph 0.3053 to graph 1.085, graph 0.3053 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.3053 left noenhanced font ',9' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.3053 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.6829 to graph 1.085, graph 0.6829 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.6829 left noenhanced font ',9' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.6829 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.4359 to graph 1.085, graph 0.4359 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by fashion-mnist-conditional-early' at graph 1.1, graph 0.4359 left noenhanced font ',9' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.4359 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-recall-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-recall-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
