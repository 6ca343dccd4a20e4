# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'recall against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional, the wider network: what guidance buys and costs' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'recall[cifar10-classifier]   (higher is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.97312 0.5626 0.44550077 0.67969923
1.47312 0.556 0.48810187 0.62389813
1.97312 0.4872 0.44160515 0.53279485
2.97312 0.39 0.3481135 0.4318865
4.97312 0.289 0.20513426 0.37286574
EOD
$c1 << EOD
1 0.5626 0.44550077 0.67969923
2 0.5322 0.44556205 0.61883795
3 0.4874 0.42195312 0.55284688
EOD
$c2 << EOD
1.02688 0.5626 0.44550077 0.67969923
1.52688 0.6036 0.54734967 0.65985033
2.02688 0.6016 0.57876191 0.62443809
3.02688 0.5368 0.48036854 0.59323146
EOD
set lmargin at screen 0.100
set rmargin at screen 0.600
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.2' 0.20000000000000001, '0.3' 0.30000000000000004, '0.4' 0.40000000000000002, '0.5' 0.5, '0.6' 0.60000000000000009, '0.7' 0.70000000000000007)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set xrange [0.76:5.24]
set yrange [0.17666037:0.70817313]
set arrow from graph 1.02, graph 0.2114 to graph 1.085, graph 0.2114 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.2114 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.2114 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.5846 to graph 1.085, graph 0.5846 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.5846 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.5846 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.6776 to graph 1.085, graph 0.6776 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by cifar10' at graph 1.1, graph 0.6776 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.6776 point pt 9 ps 0.8 lc rgb '#009E73'
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
