# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'precision against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional, the wider network: what guidance buys and costs' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'precision[cifar10-classifier]   (higher is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.97312 0.839 0.81481317 0.86318683
1.47312 0.87 0.84239907 0.89760093
1.97312 0.867 0.84703679 0.88696321
2.97312 0.867 0.84314451 0.89085549
4.97312 0.837 0.81592843 0.85807157
EOD
$c1 << EOD
1 0.839 0.81481317 0.86318683
2 0.878 0.85303816 0.90296184
3 0.877 0.85243996 0.90156004
EOD
$c2 << EOD
1.02688 0.839 0.81481317 0.86318683
1.52688 0.837 0.813626 0.860374
2.02688 0.781 0.74118052 0.82081948
3.02688 0.686 0.65877235 0.71322765
EOD
set lmargin at screen 0.100
set rmargin at screen 0.600
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.65' 0.65000000000000002, '0.70' 0.70000000000000007, '0.75' 0.75, '0.80' 0.80000000000000004, '0.85' 0.85000000000000009, '0.90' 0.90000000000000002)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set xrange [0.76:5.24]
set yrange [0.64412098:0.91761321]
set arrow from graph 1.02, graph 0.7052 to graph 1.085, graph 0.7052 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.7052 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.7052 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.8515 to graph 1.085, graph 0.8515 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.8515 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.8515 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.1531 to graph 1.085, graph 0.1531 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by cifar10' at graph 1.1, graph 0.1531 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.1531 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-precision-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-precision-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
