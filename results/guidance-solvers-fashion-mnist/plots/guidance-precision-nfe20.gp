# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'precision against guidance, NFE 20' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: solvers under guidance' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'precision[fashion-mnist-classifier]   (higher is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',12' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.90592 0.722 0.67754596 0.76645404
2.90592 0.78 0.73577676 0.82422324
7.90592 0.644 0.61041525 0.67758475
EOD
$c1 << EOD
0.95296 0.71 0.66463451 0.75536549
2.95296 0.736 0.68937377 0.78262623
7.95296 0.594 0.55828236 0.62971764
EOD
$c2 << EOD
1 0.714 0.66487992 0.76312008
3 0.758 0.70644051 0.80955949
8 0.622 0.58478569 0.65921431
EOD
$c3 << EOD
1.04704 0.714 0.67522944 0.75277056
3.04704 0.738 0.69253436 0.78346564
8.04704 0.588 0.55033017 0.62566983
EOD
$c4 << EOD
1.09408 0.69 0.64774908 0.73225092
3.09408 0.652 0.61198824 0.69201176
8.09408 0.492 0.44767403 0.53632597
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'guidance w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.5' 0.5, '0.6' 0.60000000000000009, '0.7' 0.70000000000000007, '0.8' 0.80000000000000004)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8)
set xrange [0.58:8.42]
set yrange [0.42508108:0.84681619]
set arrow from graph 1.02, graph 0.5272 to graph 1.085, graph 0.5272 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.5272 left noenhanced font ',12' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5272 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.4152 to graph 1.085, graph 0.4152 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.4152 left noenhanced font ',12' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.4152 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.4712 to graph 1.085, graph 0.4712 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'exp_ab2_noise' at graph 1.1, graph 0.4712 left noenhanced font ',12' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.4712 point pt 11 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.3592 to graph 1.085, graph 0.3592 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'clamp(dpmpp_2m)' at graph 1.1, graph 0.3592 left noenhanced font ',12' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.3592 point pt 5 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.1587 to graph 1.085, graph 0.1587 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'dynamic_threshold(dpmpp_2m)' at graph 1.1, graph 0.1587 left noenhanced font ',12' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.1587 point pt 9 ps 0.8 lc rgb '#AA4499'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-precision-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-precision-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
