# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality at 20 evaluations' at screen 0.02, screen 0.9645 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST, class-conditional: quality of the stochastic catalogue' at screen 0.02, screen 0.9274 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[fashion-mnist-classifier]   (lower is better); bars: 95 %' at screen 0.02, screen 0.8949 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8655
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
7.6286122 0 6.7340197 8.5232048
EOD
set label 'seeds_3, log_snr' at graph -0.015, first 0 right noenhanced font ',13' textcolor rgb '#CC79A7'
$c1 << EOD
8.3813577 1 7.563657 9.1990584
EOD
set label 'dpmpp_2m_sde, log_snr' at graph -0.015, first 1 right noenhanced font ',13' textcolor rgb '#0072B2'
$c2 << EOD
8.478703 2 6.7285651 10.228841
EOD
set label 'restart(dpmpp_2m), log_snr' at graph -0.015, first 2 right noenhanced font ',13' textcolor rgb '#E69F00'
$c3 << EOD
8.7708465 3 7.3270376 10.214655
EOD
set label 'seeds_2, log_snr' at graph -0.015, first 3 right noenhanced font ',13' textcolor rgb '#56B4E9'
$c4 << EOD
9.1658582 4 8.3420628 9.9896536
EOD
set label 'dpmpp_2s_ancestral, log_snr' at graph -0.015, first 4 right noenhanced font ',13' textcolor rgb '#AA4499'
$c5 << EOD
9.8716984 5 8.9372701 10.806127
EOD
set label 'dpmpp_3m_sde_legacy, log_snr' at graph -0.015, first 5 right noenhanced font ',13' textcolor rgb '#999933'
$c6 << EOD
10.222357 6 8.2141129 12.2306
EOD
set label 'dpmpp_sde, uniform' at graph -0.015, first 6 right noenhanced font ',13' textcolor rgb '#000000'
$c7 << EOD
10.260583 7 8.7145791 11.806588
EOD
set label 'ddpm_ancestral, uniform' at graph -0.015, first 7 right noenhanced font ',13' textcolor rgb '#D55E00'
$c8 << EOD
10.266656 8 9.2641223 11.26919
EOD
set label 'dpmpp_3m_sde, log_snr' at graph -0.015, first 8 right noenhanced font ',13' textcolor rgb '#E69F00'
$c9 << EOD
10.399765 9 9.360286 11.439244
EOD
set label 'sa_solver, log_snr' at graph -0.015, first 9 right noenhanced font ',13' textcolor rgb '#009E73'
$c10 << EOD
10.46768 10 9.2023566 11.733004
EOD
set label 'er_sde_2, uniform' at graph -0.015, first 10 right noenhanced font ',13' textcolor rgb '#AA4499'
$c11 << EOD
10.469293 11 9.2084187 11.730167
EOD
set label 'er_sde_2_legacy, uniform' at graph -0.015, first 11 right noenhanced font ',13' textcolor rgb '#882255'
$c12 << EOD
10.5584 12 9.0849404 12.031859
EOD
set label 'er_sde_1, uniform' at graph -0.015, first 12 right noenhanced font ',13' textcolor rgb '#882255'
$c13 << EOD
10.647903 13 9.3847979 11.911008
EOD
set label 'er_sde_3_legacy, uniform' at graph -0.015, first 13 right noenhanced font ',13' textcolor rgb '#56B4E9'
$c14 << EOD
11.098737 14 9.8283299 12.369144
EOD
set label 'er_sde_3, uniform' at graph -0.015, first 14 right noenhanced font ',13' textcolor rgb '#332288'
$c15 << EOD
11.836583 15 10.475629 13.197538
EOD
set label 'dpm_2_ancestral, log_snr' at graph -0.015, first 15 right noenhanced font ',13' textcolor rgb '#D55E00'
$c16 << EOD
12.743735 16 11.715581 13.771888
EOD
set label 'edm_stochastic, log_snr' at graph -0.015, first 16 right noenhanced font ',13' textcolor rgb '#666666'
$c17 << EOD
26.183001 17 24.660887 27.705116
EOD
set label 'sra1, log_snr' at graph -0.015, first 17 right noenhanced font ',13' textcolor rgb '#AA4499'
$c18 << EOD
85.421217 18 81.829565 89.01287
EOD
set label 'ddpm_ancestral_large, log_snr' at graph -0.015, first 18 right noenhanced font ',13' textcolor rgb '#000000'
$c19 << EOD
98.885698 19 94.009005 103.76239
EOD
set label 'euler_maruyama, log_snr' at graph -0.015, first 19 right noenhanced font ',13' textcolor rgb '#000000'
$c20 << EOD
173.28921 20 169.14551 177.43292
EOD
set label 'reverse_diffusion, log_snr' at graph -0.015, first 20 right noenhanced font ',13' textcolor rgb '#D55E00'
$c21 << EOD
190.15467 21 186.31128 193.99806
EOD
set label 'pc_langevin_legacy, uniform' at graph -0.015, first 21 right noenhanced font ',13' textcolor rgb '#56B4E9'
$c22 << EOD
203.05168 22 200.79563 205.30773
EOD
set label 'restart(heun), log_snr' at graph -0.015, first 22 right noenhanced font ',13' textcolor rgb '#CC79A7'
$c23 << EOD
210.85962 23 208.33877 213.38047
EOD
set label 'stochastic_heun, log_snr' at graph -0.015, first 23 right noenhanced font ',13' textcolor rgb '#D55E00'
$c24 << EOD
212.31669 24 210.05981 214.57356
EOD
set label 'sra3, log_snr' at graph -0.015, first 24 right noenhanced font ',13' textcolor rgb '#0072B2'
$c25 << EOD
216.38472 25 214.34017 218.42926
EOD
set label 'pc_langevin, uniform' at graph -0.015, first 25 right noenhanced font ',13' textcolor rgb '#332288'
set lmargin at screen 0.421
set rmargin at screen 0.96
set bmargin at screen 0.0896
unset ytics
set border 1
set yrange [25.7:-0.7]
set logscale x
set xtics ('10' 10, '20' 20, '50' 50, '100' 100, '200' 200)
set xrange [5.8509262:251.19365]
set terminal svg noenhanced size 640,647 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2:3:4 with xerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c0 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#CC79A7', \
     $c1 using 1:2:3:4 with xerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c1 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#0072B2', \
     $c2 using 1:2:3:4 with xerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c2 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#E69F00', \
     $c3 using 1:2:3:4 with xerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c3 using 1:2 with points pointtype 9 pointsize 0.8 linecolor rgb '#56B4E9', \
     $c4 using 1:2:3:4 with xerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c4 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#AA4499', \
     $c5 using 1:2:3:4 with xerrorbars linecolor rgb '#999933' pointtype 0, \
     $c5 using 1:2 with points pointtype 15 pointsize 0.8 linecolor rgb '#999933', \
     $c6 using 1:2:3:4 with xerrorbars linecolor rgb '#000000' pointtype 0, \
     $c6 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#000000', \
     $c7 using 1:2:3:4 with xerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c7 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#D55E00', \
     $c8 using 1:2:3:4 with xerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c8 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#E69F00', \
     $c9 using 1:2:3:4 with xerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c9 using 1:2 with points pointtype 15 pointsize 0.8 linecolor rgb '#009E73', \
     $c10 using 1:2:3:4 with xerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c10 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#AA4499', \
     $c11 using 1:2:3:4 with xerrorbars linecolor rgb '#882255' pointtype 0, \
     $c11 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#882255', \
     $c12 using 1:2:3:4 with xerrorbars linecolor rgb '#882255' pointtype 0, \
     $c12 using 1:2 with points pointtype 15 pointsize 0.8 linecolor rgb '#882255', \
     $c13 using 1:2:3:4 with xerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c13 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#56B4E9', \
     $c14 using 1:2:3:4 with xerrorbars linecolor rgb '#332288' pointtype 0, \
     $c14 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#332288', \
     $c15 using 1:2:3:4 with xerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c15 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#D55E00', \
     $c16 using 1:2:3:4 with xerrorbars linecolor rgb '#666666' pointtype 0, \
     $c16 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#666666', \
     $c17 using 1:2:3:4 with xerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c17 using 1:2 with points pointtype 15 pointsize 0.8 linecolor rgb '#AA4499', \
     $c18 using 1:2:3:4 with xerrorbars linecolor rgb '#000000' pointtype 0, \
     $c18 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#000000', \
     $c19 using 1:2:3:4 with xerrorbars linecolor rgb '#000000' pointtype 0, \
     $c19 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#000000', \
     $c20 using 1:2:3:4 with xerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c20 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#D55E00', \
     $c21 using 1:2:3:4 with xerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c21 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#56B4E9', \
     $c22 using 1:2:3:4 with xerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c22 using 1:2 with points pointtype 9 pointsize 0.8 linecolor rgb '#CC79A7', \
     $c23 using 1:2:3:4 with xerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c23 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#D55E00', \
     $c24 using 1:2:3:4 with xerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c24 using 1:2 with points pointtype 9 pointsize 0.8 linecolor rgb '#0072B2', \
     $c25 using 1:2:3:4 with xerrorbars linecolor rgb '#332288' pointtype 0, \
     $c25 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#332288'
set terminal pngcairo noenhanced size 1280,1294 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2:3:4 with xerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c0 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#CC79A7', \
     $c1 using 1:2:3:4 with xerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c1 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#0072B2', \
     $c2 using 1:2:3:4 with xerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c2 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#E69F00', \
     $c3 using 1:2:3:4 with xerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c3 using 1:2 with points pointtype 9 pointsize 0.8 linecolor rgb '#56B4E9', \
     $c4 using 1:2:3:4 with xerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c4 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#AA4499', \
     $c5 using 1:2:3:4 with xerrorbars linecolor rgb '#999933' pointtype 0, \
     $c5 using 1:2 with points pointtype 15 pointsize 0.8 linecolor rgb '#999933', \
     $c6 using 1:2:3:4 with xerrorbars linecolor rgb '#000000' pointtype 0, \
     $c6 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#000000', \
     $c7 using 1:2:3:4 with xerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c7 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#D55E00', \
     $c8 using 1:2:3:4 with xerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c8 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#E69F00', \
     $c9 using 1:2:3:4 with xerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c9 using 1:2 with points pointtype 15 pointsize 0.8 linecolor rgb '#009E73', \
     $c10 using 1:2:3:4 with xerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c10 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#AA4499', \
     $c11 using 1:2:3:4 with xerrorbars linecolor rgb '#882255' pointtype 0, \
     $c11 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#882255', \
     $c12 using 1:2:3:4 with xerrorbars linecolor rgb '#882255' pointtype 0, \
     $c12 using 1:2 with points pointtype 15 pointsize 0.8 linecolor rgb '#882255', \
     $c13 using 1:2:3:4 with xerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c13 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#56B4E9', \
     $c14 using 1:2:3:4 with xerrorbars linecolor rgb '#332288' pointtype 0, \
     $c14 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#332288', \
     $c15 using 1:2:3:4 with xerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c15 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#D55E00', \
     $c16 using 1:2:3:4 with xerrorbars linecolor rgb '#666666' pointtype 0, \
     $c16 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#666666', \
     $c17 using 1:2:3:4 with xerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c17 using 1:2 with points pointtype 15 pointsize 0.8 linecolor rgb '#AA4499', \
     $c18 using 1:2:3:4 with xerrorbars linecolor rgb '#000000' pointtype 0, \
     $c18 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#000000', \
     $c19 using 1:2:3:4 with xerrorbars linecolor rgb '#000000' pointtype 0, \
     $c19 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#000000', \
     $c20 using 1:2:3:4 with xerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c20 using 1:2 with points pointtype 11 pointsize 0.8 linecolor rgb '#D55E00', \
     $c21 using 1:2:3:4 with xerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c21 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#56B4E9', \
     $c22 using 1:2:3:4 with xerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c22 using 1:2 with points pointtype 9 pointsize 0.8 linecolor rgb '#CC79A7', \
     $c23 using 1:2:3:4 with xerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c23 using 1:2 with points pointtype 13 pointsize 0.8 linecolor rgb '#D55E00', \
     $c24 using 1:2:3:4 with xerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c24 using 1:2 with points pointtype 9 pointsize 0.8 linecolor rgb '#0072B2', \
     $c25 using 1:2:3:4 with xerrorbars linecolor rgb '#332288' pointtype 0, \
     $c25 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb '#332288'
unset output
